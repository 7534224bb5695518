using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Responses;

/// <summary>Reads a whole response object.</summary>
internal static class ResponsesAnswer
{
    private const string Separator = "\n\n";

    public static ChatResult Read(JsonElement response, UpstreamAccount account, Action<InferenceWarning>? warn)
    {
        ThrowIfFailed(response, account);
        return new ChatResult
        {
            Output = OutputOf(response),
            Usage = OpenAIUsage.Read(response, warn),
            ResponseId = response.Text("id"),
            Model = response.Text("model"),
        };
    }

    /// <summary>Why the response ended.</summary>
    /// <exception cref="InferenceException">It has not ended.</exception>
    public static string FinishReasonOf(JsonElement response) => response.RequiredText("status") switch
    {
        "completed" => response.Items("output").Any(item => ResponsesState.Is(item, "function_call")) ? FinishReason.ToolCalls : FinishReason.Stop,
        "incomplete" => response.ObjectAt("incomplete_details")?.Text("reason") switch
        {
            "max_output_tokens" or null => FinishReason.Length,
            var reason => reason,
        },
        var status => throw AnswerJson.Invalid("status", $"is '{status}', which is no end"),
    };

    /// <summary>What the text refers to, and what was found for it where a server puts its sources there.</summary>
    public static JsonElement? CitationsOf(JsonElement response)
    {
        JsonElement[] citations =
        [
            .. Contents(response).SelectMany(content => content.Items("annotations")),
            .. response.Items("output").Where(item => ResponsesState.Is(item, "search_results")).SelectMany(item => item.Items("results")),
        ];
        return citations.Length == 0 ? null : AnswerJson.ListOf(citations);
    }

    public static void ThrowIfFailed(JsonElement response, UpstreamAccount account)
    {
        if (response.Text("status") == "failed")
        {
            var error = response.ObjectAt("error") is { } said ? ProviderError.Of(200, said) : new ProviderError { Status = 200 };
            throw error.ToException(account, requestId: null, retryAfter: null);
        }
    }

    private static ChatOutput OutputOf(JsonElement response)
    {
        var contents = Contents(response).ToArray();
        var probabilities = contents.SelectMany(content => content.Items("logprobs")).ToArray();
        return new ChatOutput
        {
            Text = string.Concat(contents.Select(content => content.Text("text"))),
            Refusal = NonEmpty(string.Concat(contents.Select(content => content.Text("refusal")))),
            Reasoning = NonEmpty(string.Join(Separator, Reasoning(response))),
            ToolCalls =
            [
                .. response.Items("output")
                    .Where(item => ResponsesState.Is(item, "function_call"))
                    .Select(item => new ToolCall(item.RequiredText("call_id"), item.RequiredText("name"), item.RequiredText("arguments"))),
            ],
            Citations = CitationsOf(response),
            LogProbabilities = probabilities.Length == 0 ? null : JsonSerializer.SerializeToElement(new { content = AnswerJson.ListOf(probabilities) }),
            ProviderState = ResponsesState.Of(response),
            FinishReason = FinishReasonOf(response),
        };
    }

    private static IEnumerable<JsonElement> Contents(JsonElement response) => response.Items("output")
        .Where(item => ResponsesState.Is(item, "message"))
        .SelectMany(item => item.Items("content"));

    private static IEnumerable<string> Reasoning(JsonElement response) => response.Items("output")
        .Where(ResponsesState.IsReasoning)
        .SelectMany(item => item.Items("summary").Concat(item.Items("content")))
        .Select(part => part.Text("text") ?? "");

    private static string? NonEmpty(string text) => text.Length == 0 ? null : text;
}
