using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>
/// The caller's messages in the order that the provider takes: what the system says at the start, then turns of the user
/// and the assistant. What it says later follows the user's turn on models that take it there, so that the prompt before it
/// stays as it was (for the cache, and for thinking that is bound to it); otherwise it is put at the start.
/// </summary>
internal sealed class Conversation
{
    private readonly ChatCall _call;
    private readonly bool _takesSystemTurns;
    private readonly List<(ChatMessage Message, int Index)> _waiting = [];

    public Conversation(ChatCall call, bool takesSystemTurns)
    {
        _call = call;
        _takesSystemTurns = takesSystemTurns;
        for (var index = 0; index < call.Messages.Count; index++)
        {
            Add(call.Messages[index], index);
        }

        MoveWaitingToStart();
        WarnOfMoved();
    }

    public List<ContentPart> System { get; } = [];

    public List<Turn> Turns { get; } = [];

    private static bool IsAssistant(ChatMessage message) => message.Role == ChatRole.Assistant;

    /// <summary>An answer that had nothing in it has no place in the next turn: the provider takes no empty message.</summary>
    private static bool IsEmptyAssistant(ChatMessage message) =>
        IsAssistant(message) && message.ToolCalls.Count == 0 && MessagesState.BlocksOf(message) is null
        && message.Parts.All(part => string.IsNullOrEmpty(part.Text) && part.Media is null);

    private void Add(ChatMessage message, int index)
    {
        WarnOfDropped(message, index);
        if (message.Role is ChatRole.System or ChatRole.Developer)
        {
            AddSystem(message, index);
        }
        else if (!IsEmptyAssistant(message))
        {
            AddToTurn(message, index);
        }
    }

    private void AddSystem(ChatMessage message, int index)
    {
        if (message.Parts.FirstOrDefault(part => part.Media is not null) is { Media: { } media })
        {
            throw InferenceException.Invalid(media.Path, "must not stand in a system message: this dialect takes only text there.");
        }

        if (Turns.Count == 0)
        {
            System.AddRange(message.Parts);
        }
        else if (_takesSystemTurns && !Turns[^1].IsAssistant)
        {
            Turns[^1].System.Add((message, index));
        }
        else
        {
            _waiting.Add((message, index));
            if (!_takesSystemTurns)
            {
                MoveWaitingToStart();
            }
        }
    }

    private void AddToTurn(ChatMessage message, int index)
    {
        if (Turns.Count == 0 || Turns[^1].IsAssistant != IsAssistant(message))
        {
            Turns.Add(new Turn(IsAssistant(message)));
        }

        Turns[^1].Messages.Add((message, index));
        if (IsAssistant(message))
        {
            MoveWaitingToStart();
        }
        else
        {
            Turns[^1].System.AddRange(_waiting);
            _waiting.Clear();
        }
    }

    /// <summary>There is no user's turn that they could follow.</summary>
    private void MoveWaitingToStart()
    {
        foreach (var (message, index) in _waiting)
        {
            System.AddRange(message.Parts);
            _call.Warn(
                WarningCodes.ProviderNotice,
                $"inputs.messages[{index}]",
                "stands in the conversation and was put before it: this model takes no system message there.");
        }

        _waiting.Clear();
    }

    private void WarnOfMoved()
    {
        foreach (var (_, index) in Turns.SelectMany(turn => turn.System.Where(item => item.Index < turn.Messages[^1].Index)))
        {
            _call.Warn(
                WarningCodes.ProviderNotice,
                $"inputs.messages[{index}]",
                "stands before what the user says and was put behind it: this model takes system messages only there.");
        }
    }

    private void WarnOfDropped(ChatMessage message, int index)
    {
        if (message.ProviderState is not null && MessagesState.BlocksOf(message) is null)
        {
            _call.Warn(
                WarningCodes.ParameterDropped,
                $"inputs.messages[{index}].provider_state",
                "belongs to another dialect than Messages and was left out.");
        }

        if (message.Name is not null)
        {
            _call.Warn(WarningCodes.ParameterDropped, $"inputs.messages[{index}].name", "has no field in Messages and was left out.");
        }
    }
}
