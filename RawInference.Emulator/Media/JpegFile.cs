using System.Numerics;

namespace RawInference.Emulator.Media;

/// <summary>Encodes pixels as a baseline JPEG of one color for each block of 8x8: a real file, and a coarse picture.</summary>
internal static class JpegFile
{
    private const int Block = 8;
    private const int Components = 3;

    /// <summary>With this step a block's coefficient is its value less 128.</summary>
    private const byte Step = 8;

    private const int CategoryBits = 4;
    private const byte Categories = 9;

    public static byte[] Encode(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel) =>
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0x00, 0x43, 0x00, .. Enumerable.Repeat(Step, 64),
        0xFF, 0xC0, 0x00, 0x11, 0x08, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, Components,
        0x01, 0x11, 0x00, 0x02, 0x11, 0x00, 0x03, 0x11, 0x00,

        // A coefficient's category has four bits; the end of a block, which is all that follows it, one.
        0xFF, 0xC4, 0x00, 0x1C, 0x00, 0, 0, 0, Categories, .. new byte[12], .. Enumerable.Range(0, Categories).Select(category => (byte)category),
        0xFF, 0xC4, 0x00, 0x14, 0x10, 1, .. new byte[15], 0x00,
        0xFF, 0xDA, 0x00, 0x0C, Components, 0x01, 0x00, 0x02, 0x00, 0x03, 0x00, 0x00, 0x3F, 0x00,
        .. Scan(width, height, pixel),
        0xFF, 0xD9,
    ];

    private static IEnumerable<byte> Scan(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel)
    {
        var bits = new BitWriter(highestFirst: true);
        var last = new int[Components];
        for (var y = 0; y < height; y += Block)
        {
            for (var x = 0; x < width; x += Block)
            {
                var color = Convert(pixel(x, y));
                for (var component = 0; component < Components; component++)
                {
                    WriteDifference(bits, color[component] - last[component]);
                    last[component] = color[component];
                }
            }
        }

        // A byte of ones would read as a marker.
        return bits.ToBytes(filler: 1).SelectMany(value => value == 0xFF ? new byte[] { 0xFF, 0x00 } : [value]);
    }

    private static void WriteDifference(BitWriter bits, int difference)
    {
        var category = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference));
        bits.Write(category, CategoryBits);
        bits.Write(difference < 0 ? difference - 1 : difference, category);
        bits.Write(0, 1);
    }

    private static int[] Convert((byte Red, byte Green, byte Blue) color)
    {
        var (red, green, blue) = color;
        return
        [
            Limit(0.299 * red + 0.587 * green + 0.114 * blue - 128),
            Limit(-0.1687 * red - 0.3313 * green + 0.5 * blue),
            Limit(0.5 * red - 0.4187 * green - 0.0813 * blue),
        ];
    }

    private static int Limit(double value) => Math.Clamp((int)Math.Round(value), -127, 127);
}
