using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Reads a whole generation.</summary>
internal static class GeminiAnswer
{
    public static IReadOnlyList<ChatResult> Read(JsonElement answer, UpstreamAccount account, ChatCall call)
    {
        GeminiFinish.ThrowIfBlocked(answer, account);
        var usage = GoogleUsage.Read(answer, call.Options.OnWarning);
        var results = new List<ChatResult>();
        foreach (var candidate in answer.Items("candidates"))
        {
            results.Add(new ChatResult
            {
                Output = OutputOf(candidate, candidate.Integer("index") ?? results.Count, account, call),
                Usage = usage,
                ResponseId = answer.Text("responseId"),
                Model = answer.Text("modelVersion"),
            });
        }

        results.Sort((left, right) => left.Output.Index.CompareTo(right.Output.Index));
        return results;
    }

    private static ChatOutput OutputOf(JsonElement candidate, int index, UpstreamAccount account, ChatCall call)
    {
        var chunks = new List<ChatChunk>();
        var reading = new GeminiCandidate(index, account, call);
        reading.Read(candidate, chunks);
        if (!reading.Finished)
        {
            throw AnswerJson.Invalid("finishReason", "is missing");
        }

        var deltas = chunks.Select(chunk => chunk.Delta).OfType<ChatDelta>().ToArray();
        var reasoning = string.Concat(deltas.Select(delta => delta.Reasoning));
        return new ChatOutput
        {
            Index = index,
            Text = string.Concat(deltas.Select(delta => delta.Text)),
            Reasoning = reasoning.Length == 0 ? null : reasoning,
            ToolCalls =
            [
                .. deltas.Select(delta => delta.ToolCall).OfType<ToolCallDelta>().Select(one => new ToolCall(one.Id!, one.Name!, one.Arguments!)),
            ],
            Citations = chunks.LastOrDefault(chunk => chunk.Citations is not null)?.Citations,
            LogProbabilities = deltas.LastOrDefault(delta => delta.LogProbabilities is not null)?.LogProbabilities,
            ProviderState = chunks.LastOrDefault(chunk => chunk.ProviderState is not null)?.ProviderState,
            FinishReason = deltas[^1].FinishReason!,
        };
    }
}
