using System.Buffers;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>Grows up to a bound. What would not fit is refused before it takes memory: media can be much larger than what is kept of an answer.</summary>
internal sealed class BoundedBuffer(int maxBytes) : IBufferWriter<byte>
{
    /// <summary>For text the JSON writer asks for the most that its characters could take.</summary>
    private const int BytesPerCharacter = 3;

    /// <summary>The JSON writer asks for room in advance, also for the last bracket.</summary>
    private const int InAdvance = 4096;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Advance(int count) => _buffer.Advance(count);

    /// <exception cref="BufferFullException">Too much is asked for.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0) =>
        _buffer.WrittenCount + (sizeHint / BytesPerCharacter) <= (long)maxBytes + InAdvance ? _buffer.GetMemory(sizeHint) : throw new BufferFullException();

    /// <exception cref="BufferFullException">Too much is asked for.</exception>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
