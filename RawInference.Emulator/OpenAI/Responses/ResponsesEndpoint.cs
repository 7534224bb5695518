using RawInference.Emulator.Answers;
using RawInference.Emulator.OpenAI.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Responses;

/// <summary><c>POST /v1/responses</c>. Nothing is stored, whatever <c>store</c> says: a later request cannot refer to this one.</summary>
internal static class ResponsesEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        EmulatorLimits.CheckResponse(call.Body);
        var question = ResponseRequest.Read(call);
        var answer = Model.Ask(question, choice: 0);
        var response = new ResponseBody(call, question, answer);
        return call.Body.Flag("stream") == true
            ? SseReply.WriteAsync(call, new ResponseEvents(response).All())
            : JsonReply.WriteAsync(call, response.Whole());
    }
}
