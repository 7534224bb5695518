namespace RawInference.Emulator.Answers;

/// <summary>The text of an answer: what the attachments show, a small task done, or a sentence that quotes the prompt.</summary>
internal static class PlainText
{
    private const int LongestQuotation = 240;

    private static readonly string[] Closings =
    [
        "The short answer is yes.",
        "It depends on the details.",
        "That is worth a closer look.",
        "There are three sides to it.",
        "The usual choice serves well here.",
    ];

    public static string Of(Question question, int choice)
    {
        if (ToolResults(question) is { Length: > 0 } results)
        {
            return results;
        }

        var prompt = question.Prompt;
        var attachments = question.Turns.LastOrDefault(turn => turn.Role == TurnRole.User)?.Attachments ?? [];
        if (attachments.Count > 0)
        {
            return string.Join(' ', attachments.Select(AttachmentText.Of));
        }

        return PromptCommands.TryAnswer(prompt) ?? Arithmetic.TryAnswer(prompt) ?? Quote(prompt, choice);
    }

    private static string ToolResults(Question question)
    {
        var results = question.Turns.Reverse().TakeWhile(turn => turn.Role == TurnRole.Tool).Reverse().ToArray();
        var names = question.Turns.SelectMany(turn => turn.Calls).ToLookup(call => call.Id, call => call.Name);
        return string.Join(' ', results.Select(result => $"{names[result.CallId!].LastOrDefault() ?? "The tool"} says: {result.Text}"));
    }

    private static string Quote(string prompt, int choice)
    {
        var length = Math.Min(prompt.Length, LongestQuotation);

        // Never half a surrogate pair.
        if (length < prompt.Length && char.IsHighSurrogate(prompt[length - 1]))
        {
            length--;
        }

        var closing = Closings[(StableHash.Of(prompt) + (ulong)choice) % (ulong)Closings.Length];
        return prompt.Length == 0 ? closing : $"You asked: \"{prompt[..length]}{(length < prompt.Length ? "…" : "")}\" {closing}";
    }
}
