#version 330 core
// Purpose: one triangle that covers the target, without any vertex buffer.
// Output:  `position`, 0…1 over the target; (0, 0) is the first texel of row 0, which is
//          the top of the picture in every texture of this program.
// Source:  ours.

out vec2 position;

void main()
{
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    position = corner;
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
