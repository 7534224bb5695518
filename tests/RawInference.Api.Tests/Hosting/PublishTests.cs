using System.Text.Json;

namespace RawInference.Api.Tests.Hosting;

public sealed class PublishTests
{
    [Fact]
    public async Task PublishedApi_ContainsNoEmulator()
    {
        var run = await ProcessRun.OfAsync(
            "dotnet",
            [
                "msbuild", "RawInference.Api/RawInference.Api.csproj", "-nologo",
                "-t:ResolveReferences;ComputeResolvedFilesToPublishList", "-p:BuildProjectReferences=false", "-getItem:ResolvedFileToPublish",
            ],
            Repository.Root);
        Assert.True(run.Exit == 0, run.Output);

        var files = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("Items").GetProperty("ResolvedFileToPublish")
            .EnumerateArray().Select(item => item.GetProperty("RelativePath").GetString()!).ToArray();

        Assert.Contains(files, file => file.EndsWith("RawInference.Core.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains("emulator", StringComparison.OrdinalIgnoreCase));
    }
}
