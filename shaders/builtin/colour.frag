#version 330 core
// Purpose: the stages NATIVE and MAIN of the hook chain, out of the planes or of NATIVE.
// Input:   SOURCE_IS_PLANES 1: plane textures; 0: a NATIVE texture of the target's size.
// Output:  RESULT_IS_RGB 1: R'G'B' (MAIN); 0: stored components (NATIVE). Alpha 1.
// Colour:  see lib/planes.glsl and lib/matrix.glsl.
// Source:  ours.

#if SOURCE_IS_PLANES
#include "lib/planes.glsl"
#else
uniform sampler2D native;
#endif
#if RESULT_IS_RGB
#include "lib/matrix.glsl"
#endif

out vec4 colour;

void main()
{
#if SOURCE_IS_PLANES
    vec3 stored = stored_at(gl_FragCoord.xy);
#else
    vec3 stored = texelFetch(native, ivec2(gl_FragCoord.xy), 0).rgb;
#endif
#if RESULT_IS_RGB
    stored = rgb_of(stored);
#endif
    colour = vec4(stored, 1.0);
}
