// Purpose: HDR and wide-gamut R'G'B' to SDR BT.709 R'G'B' for a screen.
// Input:   full-range R'G'B' with the source's transfer and primaries.
// Output:  R'G'B', encoded for the screen, 0…1 but for rounding.
// Switches: TRANSFER 1 power law, 2 PQ, 3 HLG; HAS_GAMUT 0|1 (primaries wider than BT.709).
// Source:  ITU-R BT.2100 (PQ, HLG), BT.2390 (roll-off), BT.2408 (white at 203 cd/m²); the
//          same steps in float64 are player/colour_tone.py.

uniform mat3 to_709;
uniform float source_gamma;
uniform float target_gamma;
uniform float white_nits;
uniform vec3 curve;         // PQ of the source's peak; ceiling and knee relative to it
uniform float highlight_whitening;
uniform float gamut_knee;
uniform vec3 gamut_limits;

#if TRANSFER == 2 || TRANSFER == 3

const float M1 = 2610.0 / 16384.0;
const float M2 = 2523.0 / 32.0;
const float C1 = 3424.0 / 4096.0;
const float C2 = 2413.0 / 128.0;
const float C3 = 2392.0 / 128.0;

vec3 pq_to_nits(vec3 signal)
{
    vec3 power = pow(clamp(signal, 0.0, 1.0), vec3(1.0 / M2));
    return 10000.0 * pow(max(power - C1, 0.0) / (C2 - C3 * power), vec3(1.0 / M1));
}

float nits_to_pq(float nits)
{
    float power = pow(clamp(nits / 10000.0, 0.0, 1.0), M1);
    return pow((C1 + C2 * power) / (1.0 + C3 * power), M2);
}

float roll_off(float nits)
{
    float signal = min(nits_to_pq(nits) / curve.x, 1.0);
    float ceiling = curve.y;
    float knee = curve.z;
    if (signal > knee && knee < 1.0) {
        float t = (signal - knee) / (1.0 - knee);
        float t2 = t * t;
        float t3 = t2 * t;
        signal = (2.0 * t3 - 3.0 * t2 + 1.0) * knee
               + (t3 - 2.0 * t2 + t) * (1.0 - knee)
               + (3.0 * t2 - 2.0 * t3) * ceiling;
    }
    return pq_to_nits(vec3(signal * curve.x)).x;
}

#endif

#if TRANSFER == 3

const float A = 0.17883277;
const float B = 1.0 - 4.0 * A;
const float C = 0.55991073;
const float NOMINAL_NITS = 1000.0;
const float SYSTEM_GAMMA = 1.2;

vec3 hlg_to_nits(vec3 signal)
{
    signal = clamp(signal, 0.0, 1.0);
    vec3 dark = signal * signal / 3.0;
    vec3 bright = (exp((signal - C) / A) + B) / 12.0;
    vec3 scene = mix(bright, dark, lessThanEqual(signal, vec3(0.5)));
    float luminance = max(dot(scene, vec3(0.2627, 0.6780, 0.0593)), 1e-12);
    return NOMINAL_NITS * pow(luminance, SYSTEM_GAMMA - 1.0) * scene;
}

#endif

// Light with 1 = SDR white.
vec3 light_of(vec3 rgb)
{
#if TRANSFER == 2
    return pq_to_nits(rgb) / white_nits;
#elif TRANSFER == 3
    return hlg_to_nits(rgb) / white_nits;
#else
    return pow(max(rgb, 0.0), vec3(source_gamma));
#endif
}

vec3 compress_gamut(vec3 encoded)
{
    float largest = max(max(max(encoded.r, encoded.g), encoded.b), 1e-6);
    vec3 distance = 1.0 - encoded / largest;
    float span = 1.0 - gamut_knee;
    vec3 reach = max(gamut_limits - gamut_knee, span + 1e-6);
    vec3 over = clamp(distance - gamut_knee, vec3(0.0), reach);
    vec3 bend = (reach / span - 1.0) / reach;
    vec3 drawn = min(distance, gamut_knee) + over / (1.0 + over * bend);
    return largest * (1.0 - drawn);
}

vec3 to_screen(vec3 rgb)
{
    vec3 light = to_709 * light_of(rgb);
    float largest = max(max(max(light.r, light.g), light.b), 1e-6);
#if TRANSFER == 2 || TRANSFER == 3
    float fitted = roll_off(largest * white_nits) / white_nits;
#else
    float fitted = min(largest, 1.0);
#endif
    float kept = fitted / largest;
#if TRANSFER == 2 || TRANSFER == 3
    float lost = 1.0 - kept;
    light = mix(light * kept, vec3(fitted), highlight_whitening * lost * lost);
#else
    light *= kept;
#endif
    vec3 encoded = sign(light) * pow(abs(light), vec3(1.0 / target_gamma));
#if HAS_GAMUT
    encoded = compress_gamut(encoded);
#endif
    return encoded;
}
