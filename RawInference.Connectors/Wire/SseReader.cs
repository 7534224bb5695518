using System.Buffers;
using System.Text;

namespace RawInference.Connectors.Wire;

/// <summary>
/// Reads server-sent events as the HTML standard defines them, from pooled memory and bounded. An event that the end
/// of the body cuts off is not given out.
/// </summary>
/// <param name="read">Reads on in the body.</param>
/// <param name="maxEventBytes">The largest event.</param>
/// <param name="invalid">What a larger one is; completes "The answer of {provider} …".</param>
internal sealed class SseReader(ReadBytes read, int maxEventBytes, Func<string, InferenceException> invalid) : IDisposable
{
    private const string DefaultType = "message";
    private const int MaxUnframed = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private readonly List<Range> _data = [];
    private ArrayBufferWriter<byte>? _joined;
    private ArrayBufferWriter<byte>? _unframed;
    private string _type = DefaultType;
    private int _eventStart;
    private int _lineStart;
    private int _scanned;
    private int _end;
    private bool _begun;
    private bool _afterCarriageReturn;

    /// <summary>JSON that stands in the body without being an event: how some servers tell of an error once a stream has begun.</summary>
    public ReadOnlyMemory<byte> Unframed => _unframed?.WrittenMemory ?? default;

    /// <summary>The next event that has data; null at the end of the body.</summary>
    public async ValueTask<SseEvent?> ReadAsync()
    {
        BeginEvent(_lineStart);
        while (true)
        {
            if (Next() is { } found)
            {
                return found;
            }

            MakeRoom();
            var count = await read(_buffer.AsMemory(_end));
            if (count == 0)
            {
                Unframe(_buffer.AsSpan(_lineStart, _end - _lineStart));
                return null;
            }

            _end += count;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private SseEvent? Next()
    {
        if (!SkipMark())
        {
            return null;
        }

        while (true)
        {
            var offset = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\r', (byte)'\n');
            if (offset < 0)
            {
                _scanned = _end;
                return null;
            }

            var lineEnd = _scanned + offset;
            var isCarriageReturn = _buffer[lineEnd] == '\r';
            var secondHalf = _afterCarriageReturn && !isCarriageReturn && lineEnd == _lineStart;
            var line = _lineStart..lineEnd;
            _lineStart = _scanned = lineEnd + 1;
            _afterCarriageReturn = isCarriageReturn;
            if (secondHalf)
            {
                continue;
            }

            if (line.Start.Value != line.End.Value)
            {
                Field(line);
            }
            else if (_data.Count > 0)
            {
                Bound(_lineStart);
                return new SseEvent(_type, Join());
            }
            else
            {
                BeginEvent(_lineStart);
            }
        }
    }

    /// <summary>False while too few bytes are there to tell a byte order mark.</summary>
    private bool SkipMark()
    {
        if (_begun)
        {
            return true;
        }

        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var there = _buffer.AsSpan(0, Math.Min(_end, mark.Length));
        if (there.Length < mark.Length && mark.StartsWith(there))
        {
            return false;
        }

        _begun = true;
        if (there.SequenceEqual(mark))
        {
            _eventStart = _lineStart = _scanned = mark.Length;
        }

        return true;
    }

    private void Field(Range range)
    {
        var line = _buffer.AsSpan(range);
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var valueStart = colon < 0 ? line.Length : colon + 1;
        if (valueStart < line.Length && line[valueStart] == ' ')
        {
            valueStart++;
        }

        if (name.SequenceEqual("data"u8))
        {
            _data.Add((range.Start.Value + valueStart - _eventStart)..(range.End.Value - _eventStart));
        }
        else if (name.SequenceEqual("event"u8))
        {
            _type = valueStart == line.Length ? DefaultType : Encoding.UTF8.GetString(line[valueStart..]);
        }
        else
        {
            Unframe(line);
        }

        if (_data.Count == 0)
        {
            _eventStart = _lineStart;
        }
    }

    /// <summary>Keeps the lines from the first that begins an object.</summary>
    private void Unframe(ReadOnlySpan<byte> line)
    {
        if ((_unframed is not null || line.StartsWith("{"u8)) && (_unframed?.WrittenCount ?? 0) + line.Length <= MaxUnframed)
        {
            (_unframed ??= new ArrayBufferWriter<byte>()).Write(line);
        }
    }

    private ReadOnlyMemory<byte> Join()
    {
        var bytes = _buffer.AsMemory(_eventStart, _end - _eventStart);
        if (_data.Count == 1)
        {
            return bytes[_data[0]];
        }

        _joined ??= new ArrayBufferWriter<byte>();
        _joined.ResetWrittenCount();
        for (var index = 0; index < _data.Count; index++)
        {
            if (index > 0)
            {
                _joined.Write("\n"u8);
            }

            _joined.Write(bytes[_data[index]].Span);
        }

        return _joined.WrittenMemory;
    }

    private void BeginEvent(int start)
    {
        _data.Clear();
        _type = DefaultType;
        _eventStart = start;
    }

    private void MakeRoom()
    {
        Bound(_end);
        if (_eventStart > 0)
        {
            _buffer.AsSpan(_eventStart, _end - _eventStart).CopyTo(_buffer);
            _lineStart -= _eventStart;
            _scanned -= _eventStart;
            _end -= _eventStart;
            _eventStart = 0;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }

    private void Bound(int end)
    {
        if (end - _eventStart > maxEventBytes)
        {
            throw invalid($"has an event of more than {maxEventBytes} bytes");
        }
    }
}
