namespace RawInference.Chat;

/// <summary>Why a completion ended; the words of the REST contract.</summary>
public static class FinishReason
{
    /// <summary>It was finished, or met a stop sequence.</summary>
    public const string Stop = "stop";

    /// <summary>It met a token limit: the text is cut.</summary>
    public const string Length = "length";

    /// <summary>The model waits for the results of its tool calls.</summary>
    public const string ToolCalls = "tool_calls";

    /// <summary>The provider's filter withheld the rest.</summary>
    public const string ContentFilter = "content_filter";
}
