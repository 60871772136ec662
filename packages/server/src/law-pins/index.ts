export { lawPinRoutes } from './http.ts';
export { settleLawPin } from './pin.ts';
