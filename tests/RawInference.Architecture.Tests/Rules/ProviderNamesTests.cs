using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class ProviderNamesTests
{
    [Fact]
    public void ProvidersNames_StandInTheirOwnFolders() => Rule.Holds(ProviderNames.Violations(Repository.Sources));

    [Theory]
    [InlineData("RawInference.Core/Pipeline/Failover/A.cs", "if (name == \"openai\") { }")]
    [InlineData("RawInference.Core/Pipeline/Failover/A.cs", "class IsAnthropicError;")]
    [InlineData("RawInference.Core/Pipeline/Failover/A.cs", "var x = $\"to {Gemini}\";")]
    [InlineData("RawInference.Client/A.cs", "const string A = \"gpt-4o\";")]
    [InlineData("RawInference.SkPlugin/A.cs", "[Description(\"such as Mistral\")]")]
    [InlineData("RawInference.Api/Inference/A.cs", "var x = new OpenAIOptions();")]
    [InlineData("RawInference.Api/Program.cs", "var key = \"OPENAI_API_KEY\";")]
    [InlineData("RawInference.Api/Program.cs", "app.MapOllama();")]
    [InlineData("RawInference.Connectors/Wire/A.cs", "class AzureToken;")]
    [InlineData("RawInference.Connectors/OpenAI/A.cs", "const string A = \"claude\";")]
    [InlineData("RawInference.Connectors/Anthropic/A.cs", "using RawInference.Connectors.OpenAI;")]
    [InlineData("RawInference.Connectors/ConnectorsExtensions.cs", "if (x == \"google\") { }")]
    [InlineData("RawInference.State/A.cs", "var x = \"\"\"\n  ollama\n  \"\"\";")]
    public void NameOutsideItsFolder_IsFound(string path, string code) =>
        Assert.Contains(path, Assert.Single(ProviderNames.Violations([new SourceFile(path, code)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("RawInference.Connectors/OpenAI/A.cs", "const string A = \"openai gpt-4o whisper-1\";")]
    [InlineData("RawInference.Connectors/AzureOpenAI/A.cs", "const string A = \"azure openai\";")]
    [InlineData("RawInference.Connectors/Google/A.cs", "const string A = \"gemini\";")]
    [InlineData("RawInference.Connectors/Mistral/A.cs", "const string A = \"mistral\";")]
    [InlineData("RawInference.Connectors/ConnectorsExtensions.cs", "builder.AddConnector<OpenAIConnector>();")]
    [InlineData("RawInference.Connectors/ConnectorsExtensions.cs", "using RawInference.Connectors.OpenAI;")]
    [InlineData("RawInference.Api/OpenAI/A.cs", "class OpenAIChatEndpoint;")]
    [InlineData("RawInference.Api/Program.cs", "app.MapOpenAI();")]
    [InlineData("RawInference.Client/A.cs", "// OpenAI's content parts\nclass A;")]
    [InlineData("RawInference.Client/A.cs", "/// <summary>As OpenAI writes it.</summary>\nclass A;")]
    [InlineData("RawInference.Core/A.cs", "using Microsoft.AspNetCore.OpenApi; class Coherent; var convertexes = 1;")]
    [InlineData("RawInference.Emulator/A.cs", "const string A = \"openai\";")]
    [InlineData("tests/RawInference.Core.Tests/A.cs", "const string A = \"openai\";")]
    public void NameInItsPlace_IsFine(string path, string code) =>
        Assert.Empty(ProviderNames.Violations([new SourceFile(path, code)]));
}
