/** The last second that Terraform's `timeadd` reaches from 1970 on: it counts nanoseconds in 64 bits. */
export const LATEST_CALCULATED = Date.parse('2262-04-11T23:47:16Z');

/** A century: longer lengths of time are almost certainly typos, and added to a date may overflow. */
export const LONGEST_CALCULATED = 36_500 * 86_400_000;
