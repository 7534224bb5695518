using System.Text.Json;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Google.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>Reads a generateContent request, whose every field the refusals have already let pass.</summary>
internal static class GenerateRequest
{
    public static Question Read(WireCall call) => Read(call, call.Body);

    /// <param name="call">Whose model and faults.</param>
    /// <param name="body">The request itself, or the one that tokens are to be counted of.</param>
    public static Question Read(WireCall call, JsonElement body)
    {
        var config = body.Member("generationConfig");
        var calling = body.Member("toolConfig")?.Member("functionCallingConfig");
        var mimeType = config?.Text("responseMimeType");
        var schema = config?.Member("responseSchema") is { } own ? SchemaDialect.ToJsonSchema(own) : config?.Member("responseJsonSchema");
        string[] allowed = [.. calling?.Texts("allowedFunctionNames") ?? []];
        return new Question
        {
            Turns = ConversationTurns.Read(body),
            Tools = [.. Functions(body).Select(Tool).Where(tool => allowed.Length == 0 || allowed.Contains(tool.Name))],
            Policy = new ToolPolicy(Mode(calling?.Text("mode")), Name: null, Parallel: true),
            Schema = schema,
            JsonObject = mimeType == "application/json",
            Stop = [.. config?.Texts("stopSequences") ?? []],
            MaxTokens = config?.Integer("maxOutputTokens"),
            ReasoningTokens = Thinking.TokensOf(call.Model, config?.Member("thinkingConfig")),
            Faults = call.Faults,
        };
    }

    public static IEnumerable<JsonElement> Functions(JsonElement body) =>
        body.Items("tools").SelectMany(tool => tool.Items("functionDeclarations"));

    private static ToolDeclaration Tool(JsonElement function) => new(
        function.Text("name") ?? "",
        function.Member("parameters") is { } own ? SchemaDialect.ToJsonSchema(own) : function.Member("parametersJsonSchema"));

    private static string Mode(string? mode) => mode switch
    {
        "ANY" => "required",
        "NONE" => "none",
        _ => "auto",
    };
}
