using RawInference.Emulator.Answers;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary><c>POST /v1/messages</c>.</summary>
internal static class MessagesEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        AnthropicLimits.Check(call.Body);
        var thinking = Thinking.Of(call);
        var question = MessageRequest.Read(call, thinking);
        var message = new MessageBody(call, thinking, Model.Ask(question, choice: 0), PromptUsage.Of(call));
        return call.Body.Flag("stream") == true
            ? SseReply.WriteAsync(call, MessageEvents.Of(message))
            : JsonReply.WriteAsync(call, message.Whole());
    }
}
