using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawInference.Connectors.OpenAI.Embeddings;

/// <summary>Takes the vectors out of an embedding answer, base64 or numbers, and leaves the rest of it.</summary>
internal static class VectorReader
{
    /// <summary>The vectors by their index (null for one that did not come), and the answer without its <c>data</c>.</summary>
    /// <exception cref="JsonException">The body is not JSON, or has something else where the vectors belong.</exception>
    public static (float[]?[] Vectors, ReadOnlyMemory<byte> Facts) Read(ReadOnlySpan<byte> body, int count)
    {
        var vectors = new float[]?[count];
        var rest = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(rest);
        var reader = new Utf8JsonReader(body);
        Expect(ref reader, JsonTokenType.StartObject);
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            var name = reader.GetString()!;
            reader.Read();
            if (isData && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadData(ref reader, vectors);
            }
            else
            {
                using var value = JsonDocument.ParseValue(ref reader);
                writer.WritePropertyName(name);
                value.RootElement.WriteTo(writer);
            }
        }

        if (reader.Read())
        {
            throw new JsonException("more follows its end");
        }

        writer.WriteEndObject();
        writer.Flush();
        return (vectors, rest.WrittenMemory);
    }

    private static void ReadData(ref Utf8JsonReader reader, float[]?[] vectors)
    {
        for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("an item of 'data' is no object");
            }

            var index = position;
            float[]? vector = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("embedding"u8))
                {
                    reader.Read();
                    vector = ReadVector(ref reader);
                }
                else if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : -1;
                }
                else
                {
                    reader.Skip();
                }
            }

            if ((uint)index >= (uint)vectors.Length || vectors[index] is not null)
            {
                throw new JsonException("an index is out of range or comes twice");
            }

            vectors[index] = vector;
        }
    }

    private static float[] ReadVector(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when !reader.ValueIsEscaped => Decode(reader.ValueSpan),
        JsonTokenType.String => Decode(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!)),
        JsonTokenType.StartArray => ReadNumbers(ref reader),
        _ => throw new JsonException("an embedding is neither base64 nor a list"),
    };

    /// <summary>Little-endian 32-bit floats, as numpy writes them, decoded where they stay.</summary>
    private static float[] Decode(ReadOnlySpan<byte> base64)
    {
        var padding = base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0;
        var length = Math.Max(0, (base64.Length / 4 * 3) - padding);
        var vector = new float[length / sizeof(float)];
        return length % sizeof(float) == 0
            && Base64.DecodeFromUtf8(base64, MemoryMarshal.AsBytes(vector.AsSpan()), out _, out var written) == OperationStatus.Done
            && written == length
                ? vector
                : throw new JsonException("an embedding is not base64 of 32-bit floats");
    }

    private static float[] ReadNumbers(ref Utf8JsonReader reader)
    {
        var numbers = ArrayPool<float>.Shared.Rent(4_096);
        try
        {
            var length = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetSingle(out var number))
                {
                    throw new JsonException("an embedding holds something else than numbers");
                }

                if (length == numbers.Length)
                {
                    var larger = ArrayPool<float>.Shared.Rent(length * 2);
                    numbers.AsSpan().CopyTo(larger);
                    ArrayPool<float>.Shared.Return(numbers);
                    numbers = larger;
                }

                numbers[length++] = number;
            }

            return numbers[..length];
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException("it is no JSON object");
        }
    }
}
