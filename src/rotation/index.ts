export * from './rotation-schedule';
