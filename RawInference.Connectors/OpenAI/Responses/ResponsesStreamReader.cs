using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Responses;

/// <summary>Reads the events of a streamed response. Its last one has the whole response again, with what deltas do not carry.</summary>
internal sealed class ResponsesStreamReader(UpstreamAccount account, ChatCall call) : IChatStreamReader
{
    /// <summary>Output index of a call to its number among the calls.</summary>
    private readonly Dictionary<int, int> _calls = [];
    private readonly HashSet<int> _callsWithArguments = [];
    private bool _hasReasoning;
    private bool _hasText;

    public bool Ended { get; private set; }

    public bool EndsWith(ReadOnlySpan<byte> data) => false;

    public void Read(JsonElement frame, List<ChatChunk> chunks) => chunks.AddRange(ChunksOf(frame));

    public string? Missing() => Ended ? null : "ended before its response.completed";

    private IEnumerable<ChatChunk> ChunksOf(JsonElement frame)
    {
        switch (frame.RequiredText("type"))
        {
            case "response.created":
                var created = frame.ObjectAt("response") ?? default;
                return [new ChatChunk { ResponseId = created.Text("id"), Model = created.Text("model") }];
            case "response.output_text.delta":
                _hasText = true;
                return [Of(new ChatDelta { Text = frame.RequiredText("delta"), LogProbabilities = ProbabilitiesOf(frame) })];
            case "response.refusal.delta":
                _hasText = true;
                return [Of(new ChatDelta { Refusal = frame.RequiredText("delta") })];
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta":
                _hasReasoning = true;
                return [Of(new ChatDelta { Reasoning = frame.RequiredText("delta") })];
            case "response.reasoning_summary_part.added" when _hasReasoning:
                return [Of(new ChatDelta { Reasoning = "\n\n" })];
            case "response.output_item.added":
                return BeginItem(frame);
            case "response.function_call_arguments.delta":
                return [Arguments(frame, frame.RequiredText("delta"))];
            case "response.output_item.done":
                return EndItem(frame);
            case "response.completed" or "response.incomplete" or "response.failed":
                return End(frame.ObjectAt("response") ?? throw AnswerJson.Invalid("response", "is missing"));
            case "error":
                throw ProviderError.Of(200, frame).ToException(account, requestId: null, retryAfter: null);
            default:
                // The dialect has some fifty events; the others repeat what these and the last one say.
                return [];
        }
    }

    private static ChatChunk Of(ChatDelta delta) => new() { Delta = delta };

    private static JsonElement? ProbabilitiesOf(JsonElement frame)
    {
        var probabilities = frame.Items("logprobs").ToArray();
        return probabilities.Length == 0 ? null : JsonSerializer.SerializeToElement(new { content = AnswerJson.ListOf(probabilities) });
    }

    private static int OutputIndexOf(JsonElement frame) => frame.Integer("output_index") ?? throw AnswerJson.Invalid("output_index", "is missing");

    private IEnumerable<ChatChunk> BeginItem(JsonElement frame)
    {
        if (frame.ObjectAt("item") is not { } item || !ResponsesState.Is(item, "function_call"))
        {
            return [];
        }

        var number = _calls.Count;
        if (!_calls.TryAdd(OutputIndexOf(frame), number))
        {
            throw AnswerJson.Invalid("output_index", "names two items");
        }

        return [Of(new ChatDelta { ToolCall = new ToolCallDelta(number, item.RequiredText("call_id"), item.RequiredText("name"), null) })];
    }

    private ChatChunk Arguments(JsonElement frame, string arguments)
    {
        var index = OutputIndexOf(frame);
        if (!_calls.TryGetValue(index, out var number))
        {
            throw AnswerJson.Invalid("output_index", "names a call that has not begun");
        }

        _callsWithArguments.Add(index);
        return Of(new ChatDelta { ToolCall = new ToolCallDelta(number, null, null, arguments) });
    }

    /// <summary>A server that does not stream arguments has them whole at the end of the item.</summary>
    private IEnumerable<ChatChunk> EndItem(JsonElement frame) =>
        frame.ObjectAt("item") is { } item && ResponsesState.Is(item, "function_call") && !_callsWithArguments.Contains(OutputIndexOf(frame))
            ? [Arguments(frame, item.RequiredText("arguments"))]
            : [];

    private IEnumerable<ChatChunk> End(JsonElement response)
    {
        Ended = true;
        var whole = ResponsesAnswer.Read(response, account, call.Options.OnWarning);
        return
        [
            .. Unstreamed(whole.Output),
            new ChatChunk
            {
                Delta = new ChatDelta { FinishReason = whole.Output.FinishReason },
                Usage = whole.Usage,
                ResponseId = whole.ResponseId,
                Model = whole.Model,
                ProviderState = whole.Output.ProviderState,
                Citations = whole.Output.Citations,
            },
        ];
    }

    /// <summary>What came in no delta: a server need not stream all that it has.</summary>
    private IEnumerable<ChatChunk> Unstreamed(ChatOutput output)
    {
        if (!_hasReasoning && output.Reasoning is { } reasoning)
        {
            yield return Of(new ChatDelta { Reasoning = reasoning });
        }

        if (!_hasText && (output.Text.Length > 0 || output.Refusal is not null))
        {
            yield return Of(new ChatDelta { Text = output.Text.Length > 0 ? output.Text : null, Refusal = output.Refusal, LogProbabilities = output.LogProbabilities });
        }

        for (var index = _calls.Count; index < output.ToolCalls.Count; index++)
        {
            var unstreamed = output.ToolCalls[index];
            yield return Of(new ChatDelta { ToolCall = new ToolCallDelta(index, unstreamed.Id, unstreamed.Name, unstreamed.Arguments) });
        }
    }
}
