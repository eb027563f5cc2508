// Sakuga Upscale DoG x2: doubles the picture and sharpens its edges without overshoot.
//
// Purpose: a light enlarger for drawn pictures. The luma of the enlarged picture is
//   pushed away from its own blur (difference of Gaussians) and kept between the
//   darkest and the brightest luma around it, so no halo can appear.
// Input: MAIN, when the screen asks for more than 1.2 times its size.
// Output: MAIN at twice the size; alpha is that of the input.
// Colour state: gamma-encoded R'G'B'; the same change on all three channels.
// Cost: 3 passes; 5 + 5 texture reads per pixel of the input, 2 per pixel of the
//   output.
// Idea: difference of Gaussians (Marr and Hildreth, 1980), limited as in the Anime4K
//   shader of that name by bloc97; written anew from its description.
// Licence: MIT, see LICENSE.

//!PARAM STRENGTH
//!DESC Strength of the sharpening
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 2.0
0.8

//!DESC Sakuga Upscale DoG x2: blur and limits, across
//!HOOK MAIN
//!BIND HOOKED
//!SAVE SAKUGA_DOG
//!COMPONENTS 3
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
float luma(float dx) {
    return dot(HOOKED_texOff(vec2(dx, 0.0)).rgb, vec3(0.299, 0.587, 0.114));
}

vec4 hook() {
    float l1 = luma(-1.0);
    float c = luma(0.0);
    float r1 = luma(1.0);
    float blur = 0.06136 * (luma(-2.0) + luma(2.0)) + 0.24477 * (l1 + r1) + 0.38774 * c;
    return vec4(blur, min(c, min(l1, r1)), max(c, max(l1, r1)), 1.0);
}

//!DESC Sakuga Upscale DoG x2: blur and limits, down
//!HOOK MAIN
//!BIND SAKUGA_DOG
//!SAVE SAKUGA_DOG
//!COMPONENTS 3
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
vec4 hook() {
    vec3 above = SAKUGA_DOG_texOff(vec2(0.0, -1.0)).xyz;
    vec3 here = SAKUGA_DOG_texOff(vec2(0.0, 0.0)).xyz;
    vec3 below = SAKUGA_DOG_texOff(vec2(0.0, 1.0)).xyz;
    float outer = SAKUGA_DOG_texOff(vec2(0.0, -2.0)).x + SAKUGA_DOG_texOff(vec2(0.0, 2.0)).x;
    float blur = 0.06136 * outer + 0.24477 * (above.x + below.x) + 0.38774 * here.x;
    float darkest = min(here.y, min(above.y, below.y));
    float brightest = max(here.z, max(above.z, below.z));
    return vec4(blur, darkest, brightest, 1.0);
}

//!DESC Sakuga Upscale DoG x2: enlarge and sharpen
//!HOOK MAIN
//!BIND HOOKED
//!BIND SAKUGA_DOG
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!WHEN OUTPUT.w HOOKED.w / 1.2 > OUTPUT.h HOOKED.h / 1.2 > *
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    vec3 around = SAKUGA_DOG_tex(SAKUGA_DOG_pos).xyz;
    float luma = dot(colour.rgb, vec3(0.299, 0.587, 0.114));
    float sharp = luma + STRENGTH * (luma - around.x);
    float change = clamp(sharp, around.y, around.z) - luma;
    return vec4(colour.rgb + change, colour.a);
}
