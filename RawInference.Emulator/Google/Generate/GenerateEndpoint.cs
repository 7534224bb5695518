using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary><c>:generateContent</c> and <c>:streamGenerateContent</c>.</summary>
internal static class GenerateEndpoint
{
    public static Task AnswerAsync(WireCall call)
    {
        EmulatorLimits.Check(call.Body);
        var (frame, candidates) = Generate(call);
        return JsonReply.WriteAsync(call, call.Faults.Refusal
            ? frame.Blocked()
            : frame.Of([.. candidates.Select(candidate => candidate.Whole())], candidates.Sum(candidate => candidate.Tokens)));
    }

    public static Task StreamAsync(WireCall call)
    {
        if (call.Http.Request.Query["alt"] != "sse")
        {
            throw EmulatorLimits.Unable("a stream as one JSON list; ask for '?alt=sse'");
        }

        EmulatorLimits.Check(call.Body);
        var (frame, candidates) = Generate(call);
        return SseReply.WriteAsync(call, call.Faults.Refusal ? [new SseFrame(Event: null, frame.Blocked())] : Frames(frame, candidates));
    }

    private static (ResponseFrame Frame, Candidate[] Candidates) Generate(WireCall call)
    {
        var question = GenerateRequest.Read(call);
        var asked = SpokenWords.Put(question);
        var count = call.Body.Member("generationConfig")?.Integer("candidateCount") ?? 1;
        Candidate[] candidates = [.. Enumerable.Range(0, count).Select(index => new Candidate(call, question, Model.Ask(asked, index), index))];
        return (new ResponseFrame(call, question, candidates), candidates);
    }

    /// <summary>Usage grows with what was sent; there is no closing event: the last frame has the reason for the end.</summary>
    private static IEnumerable<SseFrame> Frames(ResponseFrame frame, Candidate[] candidates)
    {
        var tokens = 0;
        foreach (var candidate in candidates)
        {
            foreach (var (delta, count) in candidate.Deltas())
            {
                tokens += count;
                yield return new SseFrame(Event: null, frame.Of(new JsonArray(delta), tokens));
            }
        }
    }
}
