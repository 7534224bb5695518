using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace RawInference.State.Caching;

/// <summary>An entry as bytes: when it expires (Unix milliseconds), its organization and namespace, each with its length, and the answer.</summary>
internal sealed class CacheEntrySerializer : IHybridCacheSerializer<CacheEntry>
{
    /// <summary>Beside the answer, for ids of any sensible length.</summary>
    public const int MaxOverhead = 4_096;

    /// <exception cref="InvalidDataException">The bytes are no entry.</exception>
    public CacheEntry Deserialize(ReadOnlySequence<byte> source)
    {
        var bytes = source.ToArray().AsMemory();
        var milliseconds = BinaryPrimitives.ReadInt64LittleEndian(Take(ref bytes, sizeof(long)));
        var organization = Encoding.UTF8.GetString(Take(ref bytes, Length(ref bytes)));
        var @namespace = Encoding.UTF8.GetString(Take(ref bytes, Length(ref bytes)));
        return new CacheEntry(organization, @namespace, TimeOf(milliseconds), bytes);
    }

    public void Serialize(CacheEntry value, IBufferWriter<byte> target)
    {
        Write(target, value.ExpiresAt.ToUnixTimeMilliseconds());
        Write(target, value.Organization);
        Write(target, value.Namespace);
        target.Write(value.Answer.Span);
    }

    private static void Write(IBufferWriter<byte> target, string text)
    {
        Write(target, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, target);
    }

    private static void Write(IBufferWriter<byte> target, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target.GetSpan(sizeof(long)), number);
        target.Advance(sizeof(long));
    }

    private static long Length(ref Memory<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(Take(ref bytes, sizeof(long)));

    private static ReadOnlySpan<byte> Take(ref Memory<byte> bytes, long length)
    {
        if (length < 0 || length > bytes.Length)
        {
            throw new InvalidDataException("A cache entry is shorter than it says.");
        }

        var taken = bytes.Span[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }

    private static DateTimeOffset TimeOf(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new InvalidDataException("A cache entry expires at no time.");
}
