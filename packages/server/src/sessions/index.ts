export { findMemberByToken, sessionRoutes } from './http.ts';
