// Sakuga AutoDownscalePre x4: makes two doublings land exactly on the screen's size.
//
// Purpose: when the screen is between 2.4 and 4 times the source, the picture is brought
//   to half the output size after the first doubling, so that the second lands exactly.
//   Put it between two enlargers.
// Input: MAIN. Output: MAIN at half the output size.
// Colour state: gamma-encoded R'G'B'.
// Cost: 1 pass, 1 read per pixel.
// Idea: the rule of the Anime4K shader of that name by bloc97; written anew from its
//   description.
// Licence: MIT, see LICENSE.

//!DESC Sakuga AutoDownscalePre x4
//!HOOK MAIN
//!BIND HOOKED
//!BIND NATIVE
//!WIDTH OUTPUT.w 2 /
//!HEIGHT OUTPUT.h 2 /
//!WHEN OUTPUT.w NATIVE.w / 2.4 > OUTPUT.h NATIVE.h / 2.4 > * OUTPUT.w NATIVE.w / 4 < * OUTPUT.h NATIVE.h / 4 < *
vec4 hook() {
    return HOOKED_tex(HOOKED_pos);
}
