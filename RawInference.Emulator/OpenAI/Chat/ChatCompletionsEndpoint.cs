using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Chat;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal static class ChatCompletionsEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        EmulatorLimits.CheckChat(call.Body);
        var question = ChatRequest.Read(call);
        var answers = Enumerable.Range(0, call.Body.Integer("n") ?? 1).Select(choice => Model.Ask(question, choice)).ToArray();
        var completion = new ChatCompletion(call, answers, ChatUsage.Of(call, question, answers));
        return call.Body.Flag("stream") == true
            ? SseReply.WriteAsync(call, completion.Chunks())
            : JsonReply.WriteAsync(call, completion.Whole());
    }
}
