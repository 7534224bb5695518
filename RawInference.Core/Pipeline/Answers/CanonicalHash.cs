using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>Hashes values by what they hold. Each is written with its kind and length, so that no two are written alike.</summary>
internal sealed class CanonicalHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1024];
    private int _used;

    public void Add(object? value)
    {
        switch (value)
        {
            case null: Kind('0'); break;
            case string text: Text('s', text); break;
            case bool flag: Kind(flag ? '+' : '-'); break;
            case Enum word: Text('e', word.ToString()); break;
            case TimeSpan time: Number(time.Ticks.ToString(CultureInfo.InvariantCulture)); break;
            case double or float or decimal or int or long: Number(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
            case JsonElement json: Json(json); break;
            case ReadOnlyMemory<byte> bytes: Bytes('b', bytes.Span); break;
            case IEnumerable items: Items(items); break;
            default: Properties(value); break;
        }
    }

    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Properties(object value)
    {
        Text('(', value.GetType().Name);
        foreach (var property in CanonicalProperties.Of(value.GetType()))
        {
            var held = property.GetValue(value);
            if (!CanonicalProperties.IsUnset(property, held))
            {
                Text('.', property.Name);
                Add(held);
            }
        }

        Kind(')');
    }

    private void Items(IEnumerable items)
    {
        Kind('[');
        foreach (var item in items)
        {
            Add(item);
        }

        Kind(']');
    }

    private void Json(JsonElement json)
    {
        // Half of a surrogate pair cannot be read as text; such JSON is the same only where its bytes are.
        if (!JsonUnicode.IsWellFormed(json))
        {
            Bytes('j', JsonMarshal.GetRawUtf8Value(json));
            return;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Kind('{');
                foreach (var member in json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    Text('.', member.Name);
                    Json(member.Value);
                }

                Kind('}');
                break;
            case JsonValueKind.Array:
                Kind('[');
                foreach (var item in json.EnumerateArray())
                {
                    Json(item);
                }

                Kind(']');
                break;
            case JsonValueKind.String: Text('s', json.GetString()!); break;
            case JsonValueKind.Number: Number(json.GetRawText()); break;
            case JsonValueKind.True: Kind('+'); break;
            case JsonValueKind.False: Kind('-'); break;
            default: Kind('0'); break;
        }
    }

    private void Number(string number) => Text('n', CanonicalNumber.Of(number));

    /// <summary>In UTF-16, which keeps apart what UTF-8 would replace by one and the same character.</summary>
    private void Text(char kind, string text) => Bytes(kind, MemoryMarshal.AsBytes(text.AsSpan()));

    private void Bytes(char kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        Append(head);
        Append(bytes);
    }

    private void Kind(char kind) => Append([(byte)kind]);

    /// <summary>Small pieces are collected: each call of the hash costs more than they do.</summary>
    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
