/**
 * Emergency numbers by country, as national authorities announce them.
 *
 * Source: national announcements, as collected in ITU-T E.129 ("Presentation of national numbering
 * plans"). Whoever opens a portal checks the row of their country with the local service first. A
 * country that is not here gets a sentence without a number, never a guess.
 */

export interface EmergencyNumbers {
  /** One number for everything, where there is one. */
  readonly all?: string;
  readonly police?: string;
  readonly ambulance?: string;
}

const ONE_NUMBER: Readonly<Record<string, readonly string[]>> = {
  // Directive (EU) 2018/1972, article 109; the EEA, Switzerland and neighbours follow it.
  '112': (
    'AD AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL ' +
    'PT RO SE SI SK SM TR'
  ).split(' '),
  '999': ['BD', 'GB', 'MY'],
  '911': ['CA', 'EC', 'JO', 'MX', 'PH', 'US', 'UY'],
  '000': ['AU'],
  '111': ['NZ'],
};

const SEPARATE: Readonly<Record<string, EmergencyNumbers>> = {
  AE: { police: '999', ambulance: '998' },
  BR: { police: '190', ambulance: '192' },
  CN: { police: '110', ambulance: '120' },
  EG: { police: '122', ambulance: '123' },
  JP: { police: '110', ambulance: '119' },
  KR: { police: '112', ambulance: '119' },
  LB: { police: '112', ambulance: '140' },
  RS: { police: '192', ambulance: '194' },
  SG: { police: '999', ambulance: '995' },
  TH: { police: '191', ambulance: '1669' },
  TW: { police: '110', ambulance: '119' },
  UA: { police: '102', ambulance: '103' },
  VN: { police: '113', ambulance: '115' },
};

/** The emergency numbers of a country (ISO 3166-1, or a part of it as `GB-EAW`), or undefined where none is recorded. */
export function findEmergencyNumbers(country: string): EmergencyNumbers | undefined {
  const [code = ''] = country.toUpperCase().split('-');
  const all = Object.keys(ONE_NUMBER).find((number) => ONE_NUMBER[number]?.includes(code));
  return all === undefined ? SEPARATE[code] : { all };
}
