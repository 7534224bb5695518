using System.Buffers;
using RawInference.State.Caching;

namespace RawInference.State.Tests.Caching;

public sealed class CacheEntrySerializerTests
{
    private static readonly CacheEntry Entry = new("org_a", "ns_ä", DateTimeOffset.FromUnixTimeMilliseconds(1_764_028_800_123), new byte[] { 1, 2, 3 });

    private readonly CacheEntrySerializer _serializer = new();

    [Fact]
    public void Entry_ComesBackAsItWas()
    {
        var read = _serializer.Deserialize(new ReadOnlySequence<byte>(Written()));

        Assert.Equal((Entry.Organization, Entry.Namespace, Entry.ExpiresAt), (read.Organization, read.Namespace, read.ExpiresAt));
        Assert.Equal(Entry.Answer.ToArray(), read.Answer.ToArray());
    }

    [Fact]
    public void EntryThatIsCutBeforeItsAnswer_IsNone()
    {
        var bytes = Written();
        for (var length = 0; length < bytes.Length - Entry.Answer.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => _serializer.Deserialize(new ReadOnlySequence<byte>(bytes, 0, length)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void NumberThatCannotBe_IsNoEntry(int place)
    {
        foreach (var wrong in (long[])[-1, long.MinValue, long.MaxValue, int.MaxValue])
        {
            var bytes = Written();
            BitConverter.GetBytes(wrong).CopyTo(bytes, place);
            if (place > 0 || wrong is long.MinValue or long.MaxValue)
            {
                Assert.Throws<InvalidDataException>(() => _serializer.Deserialize(new ReadOnlySequence<byte>(bytes)));
            }
        }
    }

    private byte[] Written()
    {
        var writer = new ArrayBufferWriter<byte>();
        _serializer.Serialize(Entry, writer);
        return writer.WrittenSpan.ToArray();
    }
}
