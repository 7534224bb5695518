using System.Buffers;
using System.Text;
using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Contract;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>One content block of a stream, as far as it has come.</summary>
internal sealed class StreamedBlock(JsonElement start, int callIndex)
{
    private readonly StringBuilder _thinking = new();
    private readonly StringBuilder _signature = new(start.Text("signature"));
    private readonly StringBuilder _input = new();

    public string Type { get; } = start.RequiredText("type");

    /// <summary>Which of the calls it is, for a call.</summary>
    public int CallIndex => callIndex;

    public int TextLength { get; private set; }

    /// <summary>Some of a call's arguments have come.</summary>
    public bool HasInput => _input.Length > 0;

    /// <summary>Some of its thinking has come.</summary>
    public bool HasThinking => _thinking.Length > 0;

    /// <summary>A call's arguments as its start has them.</summary>
    public string InitialInput => start.ObjectAt("input")?.GetRawText() ?? "{}";

    public void AddText(string text) => TextLength += text.Length;

    public void AddThinking(string thinking) => _thinking.Append(thinking);

    public void AddSignature(string signature) => _signature.Append(signature);

    public void AddInput(string json) => _input.Append(json);

    public void AddTo(MessagesState state)
    {
        switch (Type)
        {
            case "text":
                state.AddText(TextLength);
                break;
            case "tool_use":
                state.AddCall(start.RequiredText("id"));
                break;
            default:
                state.AddBlock(Whole());
                break;
        }
    }

    /// <summary>The block as a whole answer would have it.</summary>
    private JsonElement Whole()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in JsonUnicode.Repair(start).EnumerateObject())
            {
                if (!IsStreamed(member.Name))
                {
                    member.WriteTo(writer);
                }
            }

            if (Type == "thinking")
            {
                writer.WriteString("thinking", _thinking.ToString());
                writer.WriteString("signature", _signature.ToString());
            }

            if (HasInput)
            {
                writer.WritePropertyName("input");
                WriteInput(writer);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private bool IsStreamed(string member) => member switch
    {
        "thinking" or "signature" => Type == "thinking",
        "input" => HasInput,
        _ => false,
    };

    private void WriteInput(Utf8JsonWriter writer)
    {
        try
        {
            using var input = JsonDocument.Parse(_input.ToString());
            JsonUnicode.Repair(input.RootElement).WriteTo(writer);
        }
        catch (JsonException exception)
        {
            throw AnswerJson.Invalid("partial_json", "is not JSON in the end", exception);
        }
    }
}
