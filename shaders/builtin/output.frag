#version 330 core
// Purpose: the last draw of a picture: last step of scaling (or the planes themselves),
//          HDR and gamut to SDR BT.709, upright, 8 bits.
// Input:   SOURCE_IS_PLANES 1: plane textures; 0: a texture, see lib/scaled.glsl.
// Output:  R'G'B' of an SDR BT.709 screen, alpha 1, row 0 = top.
// Switches: IS_MAPPED 0|1 (tone and gamut mapping) and those of the pieces.
// Source:  ours.

#if SOURCE_IS_PLANES
#include "lib/planes.glsl"
#include "lib/matrix.glsl"
#else
#include "lib/scaled.glsl"
#endif
#if IS_MAPPED
#include "lib/tone.glsl"
#endif
#include "lib/eight_bits.glsl"

uniform vec4 turn;        // columns of the rotation: target pixel to coded pixel
uniform vec2 turn_origin;

out vec4 colour;

void main()
{
    vec2 pixel = turn.xy * gl_FragCoord.x + turn.zw * gl_FragCoord.y + turn_origin;
#if SOURCE_IS_PLANES
    vec3 rgb = rgb_of(stored_at(pixel));
#else
    vec3 rgb = scaled_at(pixel);
#endif
#if IS_MAPPED
    rgb = to_screen(rgb);
#endif
    colour = vec4(eight_bits(rgb), 1.0);
}
