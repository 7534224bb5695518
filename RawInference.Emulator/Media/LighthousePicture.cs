namespace RawInference.Emulator.Media;

/// <summary>Draws a lighthouse at dusk.</summary>
internal static class LighthousePicture
{
    public const int Width = 96;
    public const int Height = 64;

    public static byte[] Draw() => PngFile.Encode(Width, Height, Pixel);

    /// <summary>The color of a point of the picture.</summary>
    public static (byte Red, byte Green, byte Blue) Pixel(int x, int y)
    {
        var fromMiddle = Math.Abs(x - 60);
        return (x, y) switch
        {
            (_, >= 8 and < 13) when fromMiddle <= 4 => (255, 240, 150),
            (_, >= 5 and < 8) when fromMiddle <= 10 - y => (60, 30, 30),
            (_, >= 13 and < 50) when fromMiddle <= 3 + y / 12 => y / 6 % 2 == 0 ? ((byte)200, (byte)40, (byte)40) : ((byte)245, (byte)245, (byte)240),
            ( < 56, >= 4 and < 18) when Math.Abs(y - 10) * 8 < 56 - x => (250, 225, 140),
            (_, >= 48 and < 56) when fromMiddle <= (y - 44) * 3 => (70, 65, 60),
            (_, >= 52) => (20, (byte)(60 + x % 7 * 2), (byte)(110 + y)),
            _ => ((byte)(40 + y * 3), (byte)(40 + y), (byte)(90 + y / 2)),
        };
    }
}
