using System.Buffers;
using System.Text.Json;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>Writes an answer item by item, as it comes; one that grows above the most that is kept is forgotten at once.</summary>
/// <param name="maxBytes">The most bytes of the whole.</param>
internal sealed class AnswerWriter(int maxBytes) : IDisposable
{
    private ArrayBufferWriter<byte>? _buffer;
    private Utf8JsonWriter? _json;

    /// <summary>It is larger than what is kept: there will be no bytes.</summary>
    public bool IsTooLarge { get; private set; }

    public void Append(InferenceUpdate update)
    {
        if (IsTooLarge)
        {
            return;
        }

        JsonSerializer.Serialize(Begun(), update, AnswerJson.Options);
        Measure();
    }

    /// <summary>The bytes of the answer; null where it is too large.</summary>
    public ReadOnlyMemory<byte>? Finish(InferenceException? error)
    {
        if (IsTooLarge)
        {
            return null;
        }

        var json = Begun();
        json.WriteEndArray();
        if (error is not null)
        {
            json.WritePropertyName("Error");
            JsonSerializer.Serialize(json, StoredError.Of(error), AnswerJson.Options);
        }

        json.WriteEndObject();
        json.Flush();
        Measure();
        if (_buffer is null)
        {
            return null;
        }

        var bytes = _buffer.WrittenSpan.ToArray();
        bytes[0] = AnswerCodec.Version;
        AnswerCodec.Checksum(bytes.AsSpan(AnswerCodec.HeaderLength)).CopyTo(bytes, 1);
        return bytes;
    }

    public void Dispose()
    {
        _json?.Dispose();
        _json = null;
        _buffer = null;
    }

    private Utf8JsonWriter Begun()
    {
        if (_json is not null)
        {
            return _json;
        }

        _buffer = new ArrayBufferWriter<byte>();
        _buffer.Write(stackalloc byte[AnswerCodec.HeaderLength]);
        _json = new Utf8JsonWriter(_buffer, AnswerJson.Writing);
        _json.WriteStartObject();
        _json.WriteStartArray("Updates");
        return _json;
    }

    private void Measure()
    {
        if (AnswerCodec.HeaderLength + _json!.BytesCommitted + _json.BytesPending > maxBytes)
        {
            IsTooLarge = true;
            Dispose();
        }
    }
}
