// Sakuga Clamp Highlights: takes back bright rings that later shaders may add.
//
// Purpose: remembers the brightest luma within 5 x 5 pixels of the picture as it came,
//   and lowers what is brighter than that right before the final scaling.
// Input: MAIN (statistics; put it first in a chain) and PREKERNEL (the limit).
// Output: PREKERNEL, same size, never brighter than before; alpha is that of the input.
// Colour state: gamma-encoded R'G'B' for both in Sakuga. mpv reaches PREKERNEL in linear
//   or sigmoid light unless told otherwise; the limit is too loose or too tight there.
// Cost: 3 passes; 5 + 5 reads per pixel of the input, 2 per pixel of the enhanced picture.
// Idea: a local maximum as a guard against ringing, as in the Anime4K shader of that name
//   by bloc97; written anew from its description. Unlike that, it leaves alpha alone.
// Licence: MIT, see LICENSE.

//!DESC Sakuga Clamp Highlights: brightest, across
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_BRIGHTEST
//!COMPONENTS 1
vec4 hook() {
    float brightest = 0.0;
    for (int i = -2; i <= 2; i++) {
        vec3 colour = HOOKED_texOff(vec2(float(i), 0.0)).rgb;
        brightest = max(brightest, dot(colour, vec3(0.299, 0.587, 0.114)));
    }
    return vec4(brightest, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Clamp Highlights: brightest, down
//!HOOK MAIN
//!BIND SAKUGA_BRIGHTEST
//!SAVE SAKUGA_BRIGHTEST
//!COMPONENTS 1
vec4 hook() {
    float brightest = 0.0;
    for (int i = -2; i <= 2; i++) {
        brightest = max(brightest, SAKUGA_BRIGHTEST_texOff(vec2(0.0, float(i))).x);
    }
    return vec4(brightest, 0.0, 0.0, 1.0);
}

//!DESC Sakuga Clamp Highlights: limit
//!HOOK PREKERNEL
//!BIND HOOKED
//!BIND SAKUGA_BRIGHTEST
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    float luma = dot(colour.rgb, vec3(0.299, 0.587, 0.114));
    float limit = SAKUGA_BRIGHTEST_tex(SAKUGA_BRIGHTEST_pos).x;
    return vec4(colour.rgb - max(luma - limit, 0.0), colour.a);
}
