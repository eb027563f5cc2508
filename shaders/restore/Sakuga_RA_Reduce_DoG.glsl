// Sakuga RA Reduce DoG: removes the marks of bad resampling from line edges.
//
// Purpose: many shows were enlarged badly before they were encoded. The picture is
//   halved and enlarged again by DoG; where the enlarger had something to add, near
//   edges, its picture replaces the original, while flat areas keep theirs. Costs some
//   detail.
// Input: MAIN. Output: MAIN, same size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; the same change on all three channels.
// Cost: 3 passes; 5 + 5 texture reads per quarter pixel, 2 per pixel.
// Idea: judging by the residual of an enlarger, as in RA-Reduce of Anime4K 3.1 by
//   bloc97; written anew from its description.
// Licence: MIT, see LICENSE.

//!PARAM STRENGTH
//!DESC How soon an edge counts as badly resampled
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 4.0
1.0

//!DESC Sakuga RA Reduce DoG: blur and limits of the halved picture, across
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_HALF
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 4
float luma(float dx) {
    return dot(HOOKED_texOff(vec2(2.0 * dx, 0.0)).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float l1 = luma(-1.0);
    float c = luma(0.0);
    float r1 = luma(1.0);
    float blur = 0.06136 * (luma(-2.0) + luma(2.0)) + 0.24477 * (l1 + r1) + 0.38774 * c;
    return vec4(blur, min(c, min(l1, r1)), max(c, max(l1, r1)), c);
}

//!DESC Sakuga RA Reduce DoG: blur and limits of the halved picture, down
//!HOOK MAIN
//!BIND SAKUGA_HALF
//!SAVE SAKUGA_HALF
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!COMPONENTS 4
vec4 hook() {
    vec3 above = SAKUGA_HALF_texOff(vec2(0.0, -1.0)).xyz;
    vec4 here = SAKUGA_HALF_texOff(vec2(0.0, 0.0));
    vec3 below = SAKUGA_HALF_texOff(vec2(0.0, 1.0)).xyz;
    float outer = SAKUGA_HALF_texOff(vec2(0.0, -2.0)).x + SAKUGA_HALF_texOff(vec2(0.0, 2.0)).x;
    float blur = 0.06136 * outer + 0.24477 * (above.x + below.x) + 0.38774 * here.x;
    float darkest = min(here.y, min(above.y, below.y));
    float brightest = max(here.z, max(above.z, below.z));
    return vec4(blur, darkest, brightest, here.w);
}

//!DESC Sakuga RA Reduce DoG: replace edges
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_HALF
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    vec4 halved = SAKUGA_HALF_tex(SAKUGA_HALF_pos);
    float luma = dot(colour.rgb, vec3(0.299, 0.587, 0.114));
    float again = clamp(halved.w + 0.8 * (halved.w - halved.x), halved.y, halved.z);
    float share = clamp(20.0 * STRENGTH * abs(again - halved.w), 0.0, 1.0);
    return vec4(colour.rgb + share * (again - luma), colour.a);
}
