namespace RawInference.Emulator.Media;

/// <summary>Packs bits into bytes.</summary>
/// <param name="highestFirst">Fills a byte from its highest bit, as JPEG does; otherwise from its lowest, as WebP does.</param>
internal sealed class BitWriter(bool highestFirst)
{
    private readonly List<byte> _bytes = [];
    private int _current;
    private int _count;

    public void Write(int value, int bits)
    {
        for (var bit = 0; bit < bits; bit++)
        {
            var next = highestFirst ? (value >> (bits - 1 - bit)) & 1 : (value >> bit) & 1;
            _current |= next << (highestFirst ? 7 - _count : _count);
            if (++_count == 8)
            {
                Flush();
            }
        }
    }

    /// <summary>All that was written; the last byte is filled up with <paramref name="filler"/> bits.</summary>
    public IReadOnlyList<byte> ToBytes(int filler)
    {
        while (_count > 0)
        {
            Write(filler, 1);
        }

        return _bytes;
    }

    private void Flush()
    {
        _bytes.Add((byte)_current);
        (_current, _count) = (0, 0);
    }
}
