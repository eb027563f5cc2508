// Sakuga AutoDownscalePre x2: stops a chain at the screen's size after one doubling.
//
// Purpose: when the screen is between 1.2 and 2 times the source, a doubled picture is
//   larger than the screen; it is brought to the exact output size here, so that a later
//   doubler finds nothing left to do. Put it between two enlargers.
// Input: MAIN. Output: MAIN at the output size.
// Colour state: gamma-encoded R'G'B'.
// Cost: 1 pass, 1 read per pixel.
// Idea: the rule of the Anime4K shader of that name by bloc97; written anew from its
//   description.
// Licence: MIT, see LICENSE.

//!DESC Sakuga AutoDownscalePre x2
//!HOOK MAIN
//!BIND HOOKED
//!BIND NATIVE
//!WIDTH OUTPUT.w
//!HEIGHT OUTPUT.h
//!WHEN OUTPUT.w NATIVE.w / 1.2 > OUTPUT.h NATIVE.h / 1.2 > * OUTPUT.w NATIVE.w / 2 < * OUTPUT.h NATIVE.h / 2 < *
vec4 hook() {
    return HOOKED_tex(HOOKED_pos);
}
