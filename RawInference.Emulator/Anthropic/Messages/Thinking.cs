using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>What a model thinks before it answers, and how much of it is shown.</summary>
/// <param name="Text">The thoughts; longer, the harder it shall try.</param>
/// <param name="IsOmitted">Only their signature is shown.</param>
/// <param name="IsRedacted">They are shown as closed data.</param>
internal sealed record Thinking(string Text, bool IsOmitted, bool IsRedacted)
{
    /// <summary>The beginning of the documented text that makes a model's thinking come redacted, so that clients can test for it.</summary>
    private const string RedactionTrigger = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING";

    private const int BudgetPerStep = 4096;
    private const int MostSteps = 5;

    private static readonly string[] Efforts = ["low", "medium", "high", "xhigh", "max"];

    public int Tokens => TokenCount.Of(Text);

    /// <summary>Null where thinking is not asked for.</summary>
    public static Thinking? Of(WireCall call)
    {
        if (call.Body.Member("thinking") is not { } asked || asked.Text("type") == "disabled")
        {
            return null;
        }

        var steps = asked.Integer("budget_tokens") is { } budget
            ? Math.Min(MostSteps, 1 + budget / BudgetPerStep)
            : 1 + Array.IndexOf(Efforts, call.Body.Member("output_config")?.Text("effort") ?? "high");
        var prompt = MessageRequest.Prompt(call.Body);
        var text = $"The request has {TokenCount.Of(prompt)} tokens."
            + string.Concat(Enumerable.Range(1, steps).Select(step => $" Step {step}: read it again and weigh what it asks for."));
        var display = asked.Text("display") ?? (call.Model.Has("thinking-omitted") ? "omitted" : "summarized");
        return new Thinking(text, display == "omitted", prompt.Contains(RedactionTrigger, StringComparison.Ordinal));
    }
}
