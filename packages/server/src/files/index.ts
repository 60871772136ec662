export { fileRoutes } from './http.ts';
