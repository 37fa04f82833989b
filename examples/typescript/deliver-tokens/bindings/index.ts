export * as aws from './aws';
export * as kubernetes from './kubernetes';
