using System.Text.Json;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.OpenAI.Wire;

/// <summary>What the provider can do and the emulator cannot: said, not ignored.</summary>
internal static class EmulatorLimits
{
    private static readonly string[] ChatParameters = ["audio", "web_search_options", "functions", "function_call"];
    private static readonly string[] ResponseParameters = ["conversation", "prompt", "context_management"];

    public static void CheckChat(JsonElement body)
    {
        Check(body, ChatParameters);
        if (body.Items("modalities").Any(modality => modality.GetString() != "text"))
        {
            throw Unable("'modalities' other than text");
        }

        CheckTools(body);
    }

    public static void CheckResponse(JsonElement body)
    {
        Check(body, ResponseParameters);
        if (body.Flag("background") == true)
        {
            throw Unable("'background'");
        }

        CheckTools(body);
    }

    public static WireErrorException Unable(string what) =>
        new(WireError.OfEmulator($"The emulator does not emulate {what}.", "not_emulated"));

    private static void Check(JsonElement body, IEnumerable<string> parameters)
    {
        if (parameters.FirstOrDefault(name => body.Member(name) is not null) is { } asked)
        {
            throw Unable($"'{asked}'");
        }
    }

    private static void CheckTools(JsonElement body)
    {
        foreach (var type in body.Items("tools").Select(tool => tool.Text("type")).Where(type => type != "function"))
        {
            throw Unable($"a tool of type '{type}'");
        }
    }
}
