using System.Text.Json.Nodes;
using RawInference.Emulator.Schemas;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Answers;

/// <summary>Answers a question: the same question always gets the same answer.</summary>
internal static class Model
{
    /// <param name="question">What is asked.</param>
    /// <param name="choice">Which of <c>n</c> answers; sentences differ, results do not.</param>
    public static Answer Ask(Question question, int choice)
    {
        if (question.Faults.Refusal)
        {
            return new Answer { Refusal = "I'm sorry, I can't help with that.", End = AnswerEnd.Stop };
        }

        var reasoning = question.ReasoningTokens;
        if (question.MaxTokens is { } limit && limit <= reasoning)
        {
            return new Answer { Text = "", End = AnswerEnd.Length, ReasoningTokens = limit };
        }

        if (ToolChooser.Choose(question) is { Count: > 0 } calls)
        {
            return new Answer { Calls = calls, End = AnswerEnd.ToolCalls, ReasoningTokens = reasoning };
        }

        return Limit(question, Text(question, choice), reasoning);
    }

    private static string Text(Question question, int choice)
    {
        if (question.Schema is { } schema)
        {
            return EmulatorJson.Text(SchemaInstance.Create(schema, new PromptValues(question.Prompt)));
        }

        var text = PlainText.Of(question, choice);
        if (question.Faults.SplitUtf8)
        {
            text += " – ☕";
        }

        return question.JsonObject ? EmulatorJson.Text(new JsonObject { ["answer"] = text }) : text;
    }

    private static Answer Limit(Question question, string text, int reasoning)
    {
        var end = AnswerEnd.Stop;
        if (question.Faults.ContentFilter)
        {
            (text, end) = (TextPieces.Of(text).FirstOrDefault() ?? "", AnswerEnd.ContentFilter);
        }

        string? stopped = null;
        foreach (var stop in question.Stop)
        {
            if (text.IndexOf(stop, StringComparison.Ordinal) is var index and >= 0)
            {
                (text, stopped) = (text[..index], stop);
            }
        }

        if (question.MaxTokens is { } limit && TokenCount.Of(text) > limit - reasoning)
        {
            (text, end, stopped) = (TokenCount.Truncate(text, limit - reasoning), AnswerEnd.Length, null);
        }

        return new Answer { Text = text, End = end, StopSequence = stopped, ReasoningTokens = reasoning };
    }
}
