export { clockRoutes } from './http.ts';
