using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class FileShapeTests
{
    [Fact]
    public void Files_AreShort() => Rule.Holds(FileShape.TooLong(Repository.Sources));

    [Fact]
    public void EachType_HasItsFile() => Rule.Holds(FileShape.NotOneType(Repository.Product));

    [Fact]
    public void Namespaces_AreFolders() => Rule.Holds(FileShape.WrongNamespace(Repository.Product, Repository.Projects));

    [Fact]
    public void Folders_AreFlatAndSayWhatIsInThem() => Rule.Holds(FileShape.WrongFolder(Repository.Product));

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void LongFile_IsFound(int lines, bool forbidden) => Assert.Equal(
        forbidden,
        FileShape.TooLong([new SourceFile("RawInference.Core/A.cs", string.Concat(Enumerable.Repeat("//\n", lines)))]).Any());

    [Theory]
    [InlineData("class A; class A<T>;", false)]
    [InlineData("class A\n{\n    enum B { C }\n}", false)]
    [InlineData("class A;\nenum B { C }", true)]
    [InlineData("class B;", true)]
    [InlineData("public delegate void B();", true)]
    [InlineData("// class A;", true)]
    public void FileThatIsNotOneType_IsFound(string code, bool forbidden) =>
        Assert.Equal(forbidden, FileShape.NotOneType([new SourceFile("RawInference.Core/A.cs", code)]).Any());

    [Theory]
    [InlineData("RawInference.Core/A.cs", "RawInference.Core", false)]
    [InlineData("RawInference.Client/Chat/A.cs", "RawInference.Chat", false)]
    [InlineData("RawInference.Client/Chat/A.cs", "RawInference.Client.Chat", true)]
    [InlineData("RawInference.Core/Chat/A.cs", "RawInference.Core", true)]
    [InlineData("RawInference.Core/Chat/AExtensions.cs", "Microsoft.Extensions.DependencyInjection", false)]
    [InlineData("RawInference.Core/Chat/AExtensions.cs", "RawInference", false)]
    [InlineData("RawInference.Core/Chat/AExtensions.cs", "RawInference.Elsewhere", true)]
    [InlineData("RawInference.Core/Chat/A.cs", "Microsoft.Extensions.DependencyInjection", true)]
    public void NamespaceThatIsNotTheFolder_IsFound(string path, string @namespace, bool forbidden)
    {
        var client = new ProjectFile("RawInference.Client/RawInference.Client.csproj", "<Project><PropertyGroup><RootNamespace>RawInference</RootNamespace></PropertyGroup></Project>");

        Assert.Equal(forbidden, FileShape.WrongNamespace([new SourceFile(path, $"namespace {@namespace};")], [client]).Any());
    }

    [Theory]
    [InlineData("RawInference.Core/Pipeline/Media/A.cs", false)]
    [InlineData("RawInference.Core/Pipeline/Media/Fetch/A.cs", true)]
    [InlineData("RawInference.Core/Utils/A.cs", true)]
    [InlineData("RawInference.Core/Chat/common/A.cs", true)]
    public void WrongFolder_IsFound(string path, bool forbidden) =>
        Assert.Equal(forbidden, FileShape.WrongFolder([new SourceFile(path, "")]).Any());
}
