// Sakuga Darken Fast: deepens dark lines; works at half resolution.
//
// Purpose: lines that are darker than their surroundings become darker still, by the
//   negative part of the difference to a blur; bright detail is left alone.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; the same change on all three channels.
// Cost: 5 passes; 3 reads per half pixel, 3 x 3 per quarter pixel, 2 per pixel (the blurs'
//   radius is 2 pixels up to 1080 lines and grows with the picture's height).
// Idea: difference of Gaussians (Marr and Hildreth, 1980), as in the Anime4K shader of
//   that name by bloc97; written anew from its description.
// Licence: MIT, see LICENSE.

//!DESC Sakuga Darken Fast: blur across
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!COMPONENTS 2
float luma(vec2 place) {
    return dot(HOOKED_tex(place).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float sigma = HOOKED_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float here = luma(HOOKED_pos);
    float sum = here;
    float total = 1.0;
    for (int i = 1; i <= radius; i++) {
        float weight = exp(-0.5 * float(i * i) / (sigma * sigma));
        vec2 reach = vec2(float(i) * HOOKED_pt.x, 0.0);
        sum += weight * (luma(HOOKED_pos - reach) + luma(HOOKED_pos + reach));
        total += 2.0 * weight;
    }
    return vec4(sum / total, here, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: blur down, keep what is darker
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    vec2 here = SAKUGA_DARK_texOff(vec2(0.0)).xy;
    float sum = here.x;
    float total = 1.0;
    for (int i = 1; i <= radius; i++) {
        float weight = exp(-0.5 * float(i * i) / (sigma * sigma));
        vec2 reach = vec2(0.0, float(i));
        sum += weight * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * weight;
    }
    return vec4(min(here.y - sum / total, 0.0), 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: soften across
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = SAKUGA_DARK_texOff(vec2(0.0)).x;
    float total = 1.0;
    for (int i = 1; i <= radius; i++) {
        float weight = exp(-0.5 * float(i * i) / (sigma * sigma));
        vec2 reach = vec2(float(i), 0.0);
        sum += weight * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * weight;
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: soften down
//!HOOK MAIN
//!BIND SAKUGA_DARK
//!SAVE SAKUGA_DARK
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 1
vec4 hook() {
    float sigma = SAKUGA_DARK_size.y / 1080.0;
    int radius = int(max(1.0, ceil(2.0 * sigma)));
    float sum = SAKUGA_DARK_texOff(vec2(0.0)).x;
    float total = 1.0;
    for (int i = 1; i <= radius; i++) {
        float weight = exp(-0.5 * float(i * i) / (sigma * sigma));
        vec2 reach = vec2(0.0, float(i));
        sum += weight * (SAKUGA_DARK_texOff(-reach).x + SAKUGA_DARK_texOff(reach).x);
        total += 2.0 * weight;
    }
    return vec4(sum / total, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Darken Fast: darken
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_DARK
#define STRENGTH 1.5

vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    return vec4(colour.rgb + STRENGTH * SAKUGA_DARK_tex(SAKUGA_DARK_pos).x, colour.a);
}
