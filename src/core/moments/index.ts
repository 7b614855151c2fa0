export { findMoments, momentsOf, type FoundMoment } from './find.ts';
export { readMoment, type Moment, type ReadMomentOptions } from './read.ts';
export { readZone, sayOffset, type Zone } from './zones.ts';
