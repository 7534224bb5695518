using System.Buffers;
using System.Text.Json;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>Writes an answer item by item, as it comes; one that grows above the most that is kept is forgotten at once.</summary>
/// <param name="maxBytes">The most bytes of the whole.</param>
internal sealed class AnswerWriter(int maxBytes) : IDisposable
{
    private BoundedBuffer? _buffer;
    private Utf8JsonWriter? _json;

    /// <summary>It is larger than what is kept: there will be no bytes.</summary>
    public bool IsTooLarge { get; private set; }

    public void Append(InferenceUpdate update)
    {
        if (!IsTooLarge)
        {
            Write(json => JsonSerializer.Serialize(json, update, AnswerJson.Options));
        }
    }

    /// <summary>The bytes of the answer; null where it is too large.</summary>
    public ReadOnlyMemory<byte>? Finish(InferenceException? error)
    {
        if (!IsTooLarge)
        {
            Write(json => WriteEnd(json, error));
        }

        if (_buffer is null)
        {
            return null;
        }

        var bytes = _buffer.Written.ToArray();
        bytes[0] = AnswerCodec.Version;
        AnswerCodec.Checksum(bytes.AsSpan(AnswerCodec.HeaderLength)).CopyTo(bytes, 1);
        return bytes;
    }

    public void Dispose()
    {
        if (!IsTooLarge)
        {
            _json?.Dispose();
        }

        Forget();
    }

    private Utf8JsonWriter Begun()
    {
        if (_json is not null)
        {
            return _json;
        }

        _buffer = new BoundedBuffer(maxBytes);
        _buffer.Write(stackalloc byte[AnswerCodec.HeaderLength]);
        _json = new Utf8JsonWriter(_buffer, AnswerJson.Writing);
        _json.WriteStartObject();
        _json.WriteStartArray("Updates");
        return _json;
    }

    private static void WriteEnd(Utf8JsonWriter json, InferenceException? error)
    {
        json.WriteEndArray();
        if (error is not null)
        {
            json.WritePropertyName("Error");
            JsonSerializer.Serialize(json, StoredError.Of(error), AnswerJson.Options);
        }

        json.WriteEndObject();
        json.Flush();
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        var json = Begun();
        try
        {
            write(json);
            IsTooLarge = AnswerCodec.HeaderLength + json.BytesCommitted + json.BytesPending > maxBytes;
        }
        catch (BufferFullException)
        {
            IsTooLarge = true;
        }

        if (IsTooLarge)
        {
            Forget();
        }
    }

    /// <summary>What the writer still holds goes with it: there is no room for it.</summary>
    private void Forget()
    {
        _json = null;
        _buffer = null;
    }
}
