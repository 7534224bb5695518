namespace RawInference.Emulator.Media;

/// <summary>The lighthouse of any size, in colors of its seed's own: the same picture for the same seed.</summary>
internal sealed record DrawnPicture(ulong Seed, int Width, int Height)
{
    /// <param name="transparent">The upper half, where the sky is, lets the background through.</param>
    public byte[] Png(bool transparent) =>
        PngFile.Encode(Width, Height, Pixel, transparent ? (_, y) => y * 2 < Height ? byte.MinValue : byte.MaxValue : null);

    public byte[] Jpeg() => JpegFile.Encode(Width, Height, Pixel);

    /// <summary>Only the picture's main color: what a WebP can say without an encoder.</summary>
    public byte[] WebP() => WebPFile.Encode(Width, Height, Pixel(Width / 2, Height / 2));

    private (byte Red, byte Green, byte Blue) Pixel(int x, int y)
    {
        var (red, green, blue) = LighthousePicture.Pixel(x * LighthousePicture.Width / Width, y * LighthousePicture.Height / Height);
        return ((byte)(red ^ (byte)(Seed & 0x3F)), (byte)(green ^ (byte)((Seed >> 8) & 0x3F)), (byte)(blue ^ (byte)((Seed >> 16) & 0x3F)));
    }
}
