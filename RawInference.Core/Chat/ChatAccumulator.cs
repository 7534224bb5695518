using System.Text.Json;
using RawInference.Chat;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Usage;

namespace RawInference.Core.Chat;

/// <summary>Puts a stream's chunks together into the whole answer.</summary>
internal sealed class ChatAccumulator(RawInferenceExecutionSettings settings, ModelTarget target)
{
    private readonly SortedDictionary<int, ChatOutputBuilder> _outputs = [];
    private readonly List<JsonElement> _raw = [];
    private TokenUsage? _usage;
    private string? _model;
    private string? _responseId;

    public void Add(ChatChunk chunk)
    {
        _usage = chunk.Usage ?? _usage;
        _model = chunk.Model ?? _model;
        _responseId = chunk.ResponseId ?? _responseId;
        if (chunk.Raw is { } raw)
        {
            _raw.Add(raw);
        }

        if (chunk.Delta is { } delta)
        {
            OutputAt(delta.Index).Add(delta);
        }

        if (chunk.ProviderState is not null || chunk.Citations is not null)
        {
            OutputAt(chunk.Index).Set(chunk.ProviderState, chunk.Citations);
        }
    }

    /// <exception cref="InferenceException">The stream ended before each of its outputs had.</exception>
    public ChatResponse ToResponse()
    {
        if (_outputs.Count == 0 || _outputs.Values.Any(output => !output.IsFinished))
        {
            throw new InferenceException(InferenceErrorCode.StreamCut, $"The answer of {target} ended before it was complete.");
        }

        return new ChatResponse
        {
            Outputs = [.. _outputs.Select(pair => ChatOutputs.Finish(pair.Value.ToOutput(pair.Key), settings))],
            Usage = _usage,
            Model = _model ?? "",
            ProviderResponseId = _responseId,
            Raw = _raw.Count == 0 ? [] : [JsonSerializer.SerializeToElement(_raw)],
        };
    }

    private ChatOutputBuilder OutputAt(int index)
    {
        if (!_outputs.TryGetValue(index, out var output))
        {
            _outputs[index] = output = new ChatOutputBuilder();
        }

        return output;
    }
}
