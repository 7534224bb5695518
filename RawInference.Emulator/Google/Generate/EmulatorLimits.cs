using System.Text.Json;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>What the provider can do and the emulator cannot: said, not ignored.</summary>
internal static class EmulatorLimits
{
    private static readonly string[] Parts = ["executableCode", "codeExecutionResult", "toolCall", "toolResponse"];

    public static void Check(JsonElement body)
    {
        if (body.Member("cachedContent") is not null)
        {
            throw Unable("'cachedContent'");
        }

        var kinds = body.Items("tools").SelectMany(tool => tool.EnumerateObject()).Select(kind => kind.Name);
        if (kinds.FirstOrDefault(kind => kind != "functionDeclarations") is { } tool)
        {
            throw Unable($"the tool '{tool}'");
        }

        if (Parts.FirstOrDefault(name => JsonPaths.Find(body, $"contents[*].parts[*].{name}").Any()) is { } part)
        {
            throw Unable($"a part of kind '{part}'");
        }
    }

    public static WireErrorException Unable(string what) =>
        new(WireError.OfEmulator($"The emulator does not emulate {what}.", "not_emulated"));
}
